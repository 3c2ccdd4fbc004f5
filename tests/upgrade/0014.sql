-- What people and staff did between the first release and migration 14.

insert into difficulty (section, version, device_hash, created) values
    (@11, 2, #phone, :now - 1000), (@11, 2, #laptop, :now - 1000);
update passage set difficulties = 2 where section = @11 and version = 2;
insert into glossary (consultation, version, position, word, explanation) values
    (@1, 2, 1, 'sti', 'En vej for dem, der går.'), (@1, 2, 2, 'lind', 'Et træ.');
insert into device (token_hash, token_seed, repeat_hash, participant, created) values
    (#monasphone, #phoneseed, #phonerepeat, @21, :now - 1000);
insert into handover (secret_hash, participant, expires) values
    (#handover, @21, :now + 600000), (#late, @22, :now - 600000);

insert into participant (id, name, kind, token_hash, token_seed, created, hidden, paused_until, held, trusted)
    values
    (@25, 'Otto', 'citizen', #otto, #ottoseed, :now - 300000000, 1, :now + 86400000, false, false),
    (@26, 'Rie', 'citizen', #rie, #rieseed, :now - 300000000, 0, null, true, false);
update participant set email_confirmed = :now - 1000 where id = @21;
update staff set wants_mail = true, mailed = :now - 1000 where id = @31;

-- Posts come in unseen, and what the public may see of them follows: so the triggers count.
insert into comment (id, consultation, thread, participant, body, visibility, state, rule, exposure, held,
    created, client_key, seen, turns) values
    (@121, @1, @1, @26, 'Venter på nogen, hemmeligt', 'public', 'pending', null, 0, 'participant',
        :now - 3600000, 'key-00121', null, 0),
    (@122, @1, @1, @22, 'http://a.dk http://b.dk hemmeligt', 'public', 'pending', null, 0, 'links',
        :now - 3600000, 'key-00122', null, 0),
    (@123, @1, @1, @22, 'Bo er [fjernet af moderator].', 'public', 'redacted', 'privat', 0, null,
        :now - 7200000, 'key-00123', 1, 1),
    (@124, @1, @1, @25, 'Klaget over, hemmeligt', 'public', 'hidden', 'tonen', 0, null,
        :now - 7200000, 'key-00124', 1, 1),
    (@125, @1, @1, @22, 'Klaget over og afvist, hemmeligt', 'public', 'hidden', 'emnet', 0, null,
        :now - 7200000, 'key-00125', 1, 2);
update comment set exposure = 2 where id = @123;
update comment set exposure = 1 where id = @124 or id = @125;
update participant set hidden = hidden + 1 where id = @22;
insert into struck (post, field, revision, decision, words, rest) values
    (@123, 'body', 0, 8, 'Bo er min hemmelige nabo.', 'Bo er [fjernet af moderator].');
insert into before_decision (post, decision, staff, state, rule, held, seen) values
    (@123, 8, @31, 'visible', null, null, 1), (@124, 9, @31, 'visible', null, null, 1);
insert into appeal (id, post, kind, consultation, participant, against, decided_by, text, created, answer,
    granted) values
    (@501, @124, 'comment', @1, @25, 9, @31, 'Det var en spøg, hemmeligt', :now - 3600000, null, null),
    (@502, @125, 'comment', @1, @22, 10, @31, 'Det er emnet, hemmeligt', :now - 3600000, 11, false);
update thread set locked = true where id = @302;
update section set mode = 'before' where id = @12;
insert into statement (name, lang, number, markdown, html, changed, staff) values
    ('privacy', 'da', 1, 'Vi gemmer lidt.', '<p>Vi gemmer lidt.</p>', :now - 2000, @33),
    ('privacy', 'da', 2, 'Vi gemmer næsten intet.', '<p>Vi gemmer næsten intet.</p>', :now - 1000, @33);
insert into mail (id, participant, recipient, subject, body, created, due, tries, sent) values
    (@601, @21, 'mona@example.dk', 'Dit indlæg', 'Hej', :now - 3600000, null, 1, :now - 3500000),
    (@602, @21, '', '', '', :now - 360000000, null, 1, :now - 350000000);
