-- What people and staff did between migrations 14 and 23.

insert into erasure (id, participant, target, kind, consultation, reason, created, due, answered, outcome,
    reply, staff) values
    (@701, @21, @101, 'comment', @1, 'Jeg fortryder', :now - 3600000, :now + 2000000000, null, null, null, null),
    (@702, @23, @114, 'comment', @2, null, :now - 900000000, :now + 1000000000, :now - 800000000,
        'pseudonymise', 'Dit navn er væk', @32);
update comment set nameless = true where id = @114;
update consultation set leaves = :now + 9000000000, turns = 2 where id = @2;
update consultation set sender = 'Park og Natur', districts = 'Valby
Vanløse',
    accent = '#005a8c', turns = 3 where id = @1;
insert into origin (participant, address_hash, created) values
    (@25, #here, :now - 1000), (@26, #here, :now - 1000);

insert into picture (id, consultation, media_type, width, height, content_hash, image_bytes, created, staff,
    used) values
    (@801, @1, 'image/png', 3, 2, #picture, #picture, :now - 1000, @32, :now - 1000),
    (@802, @1, 'image/png', 3, 2, #unused, #unused, :now - 1000, @32, :now - 1000);
insert into thread (id, consultation, kind) values (@303, @1, 'news'), (@304, @1, 'news');
insert into news (id, consultation, title, html, created, published, markdown, picture, alt, changed, staff,
    client_key) values
    (@303, @1, 'Med billede', '<p>Se.</p>', :now - 1000, :now - 1000, 'Se.', @801, 'En sti', :now - 1000,
        @32, 'key-00303'),
    (@304, @1, 'Kladde, hemmeligt', '<p>Senere.</p>', :now - 1000, 9223372036854775807, 'Senere.', null, null,
        :now - 1000, @32, 'key-00304');

insert into comment (id, consultation, thread, root, parent, participant, staff, body, visibility, state,
    exposure, created, client_key, pinned, question) values
    (@131, @1, @11, @101, @101, null, @32, 'Vi planter bøge', 'public', 'visible', 0, :now - 1000,
        'key-00131', true, null),
    (@132, @1, @11, @108, @108, null, @32, 'Kom forbi, hemmeligt', 'municipality', 'visible', 0, :now - 1000,
        'key-00132', false, null),
    (@133, @1, @1, null, null, @21, null, 'Hvor står bænkene?', 'public', 'visible', 0, :now - 1000,
        'key-00133', false, 'open');
update comment set exposure = 2 where id = @131 or id = @133;
update comment set replies = replies + 1 where id = @101;
update comment set question = 'answered' where id = @108;
insert into rule (consultation, id, number, title, text, retired) values
    (@1, 'hunde', 7, 'Hold din hund i snor', 'Også i teksten.', null),
    (@1, 'gammel', 8, 'En regel, der gik', null, :now - 1000);
insert into measure_appeal (id, participant, against, decided_by, text, created, answer, granted) values
    (@901, @25, 12, @31, 'Jeg har talt pænt, hemmeligt', :now - 1000, null, null);
insert into support (post, participant, created, newcomer, counted) values
    (@109, @25, :now - 1000, true, true), (@109, @26, :now - 1000, true, false);
update comment set support = 1, support_waiting = 1 where id = @109;
