-- A store of the first release. `@7` is the id of that number, `#word` the hash of a word, `:now` the
-- moment of filling; tests/upgrade/old.rs writes them as each database takes them.

insert into consultation (id, slug, title, lede, case_number, lang, mail, demonstration, published,
    opens, closes, created, last_proposal) values
    (@1, 'park', 'En park for alle', 'Hvad skal der ske?', '2026-17', 'da', 'park@example.dk',
        false, true, :now - 864000000, :now + 2592000000, :now - 864000000, 3),
    (@2, 'havn', 'En ny havn', null, null, 'da', null,
        false, true, :now - 8640000000, :now - 864000000, :now - 8640000000, 1),
    (@3, 'kladde', 'Ikke endnu', null, null, 'da', null,
        false, false, :now + 864000000, :now + 8640000000, :now - 1000, 0);
insert into version (consultation, number, state, source, created, sections) values
    (@1, 1, 'draft', '# En park for alle', :now - 864000000, 1),
    (@1, 2, 'draft', '# En park for alle', :now - 800000000, 2),
    (@2, 1, 'draft', '# En ny havn', :now - 8640000000, 1),
    (@3, 1, 'draft', '# Ikke endnu', :now - 1000, 1);
insert into section (id, consultation, key) values
    (@11, @1, 'indsats-1'), (@12, @1, 'indsats-2'), (@13, @2, 'kajen'), (@14, @3, 'start');
insert into passage (consultation, version, position, section, depth, kind, label, title, html,
    plain_html, plain_text, words) values
    (@1, 1, 1, @11, 1, 'initiative', 'Indsats 1', 'Træer', '<p id="p-1">Der skal plantes træer.</p>',
        null, 'Der skal plantes træer.', 4),
    (@1, 2, 1, @11, 1, 'initiative', 'Indsats 1', 'Flere træer',
        '<p id="p-1">Der skal plantes hundrede træer.</p><p id="p-2">Træerne skal stå, hvor folk går.</p>',
        '<p id="k-1">Vi planter.</p>', 'Der skal plantes hundrede træer. Træerne skal stå, hvor folk går.', 11),
    (@1, 2, 2, @12, 1, 'initiative', 'Indsats 2', 'Mere lys', '<p id="p-1">Stierne skal være oplyst.</p>',
        null, 'Stierne skal være oplyst.', 4),
    (@2, 1, 1, @13, 1, 'text', null, 'Kajen', '<p id="p-1">Kajen skal være bred.</p>', null,
        'Kajen skal være bred.', 4),
    (@3, 1, 1, @14, 1, 'text', null, 'Start', '<p id="p-1">Endnu hemmeligt.</p>', null,
        'Endnu hemmeligt.', 2);
insert into thread (id, consultation, kind) values
    (@1, @1, 'general'), (@2, @2, 'general'), (@3, @3, 'general'),
    (@11, @1, 'section'), (@12, @1, 'section'), (@13, @2, 'section'), (@14, @3, 'section'),
    (@201, @1, 'proposal'), (@202, @1, 'proposal'), (@203, @1, 'proposal'), (@204, @2, 'proposal'),
    (@301, @1, 'news'), (@302, @2, 'news');

insert into participant (id, name, kind, district, email, token_hash, token_seed, client_key_hash,
    created, deleted, posts, hidden) values
    (@21, 'Mona', 'citizen', 'Valby', 'mona@example.dk', #mona, #monaseed, #monakey, :now - 800000000, null, 9, 0),
    (@22, 'Ali', 'citizen', null, null, #ali, #aliseed, null, :now - 800000000, null, 5, 2),
    (@23, 'Havneforeningen', 'organisation', null, null, #vera, #veraseed, null, :now - 8000000000, null, 5, 2),
    (@24, '', 'citizen', null, null, #nobody, #nobody, null, :now - 8000000000, :now - 700000000, 1, 0);
-- The password of all is that of everybody on the staff of these tests.
insert into staff (id, email, name, role, password_hash, invitation_hash, invited, created) values
    (@31, 'lene@example.dk', null, 'moderator', ':password', null, null, :now - 8640000000),
    (@32, 'ebbe@example.dk', 'Ebbe fra Park', 'editor', ':password', null, null, :now - 8640000000),
    (@33, 'ada@example.dk', null, 'admin', ':password', null, null, :now - 8640000000),
    (@34, 'ny@example.dk', null, 'moderator', null, #invitation, :now - 1000, :now - 1000);
insert into desk_session (token_hash, staff, expires) values
    (#lenescookie, @31, :now + 36000000), (#oldcookie, @32, :now - 1000);

insert into comment (id, consultation, thread, root, parent, participant, staff, body, visibility, state,
    rule, exposure, paragraph, quote, prefix, suffix, version, created, edited, client_key, seen,
    open_reports) values
    (@101, @1, @11, null, null, @21, null, 'Flere bøge langs stien', 'public', 'visible', null, 2,
        'p-1', 'hundrede træer', 'Der skal plantes ', '.', 2, :now - 700000000, null, 'key-00101', 1, 0),
    (@102, @1, @11, @101, @101, @22, null, 'Og ege', 'public', 'visible', null, 2,
        'p-1', null, null, null, null, :now - 600000000, null, 'key-00102', null, 0),
    (@103, @1, @11, null, null, @22, null, 'Idioter, hemmeligt', 'public', 'hidden', 'tonen', 1,
        'p-1', null, null, null, 2, :now - 600000000, null, 'key-00103', 1, 0),
    (@104, @1, @11, @103, @103, @21, null, 'Tal pænt', 'public', 'visible', null, 2,
        'p-1', null, null, null, null, :now - 600000000, null, 'key-00104', 1, 0),
    (@105, @1, @11, null, null, @21, null, 'Taget tilbage, hemmeligt', 'public', 'withdrawn', null, 0,
        null, null, null, null, null, :now - 600000000, null, 'key-00105', 1, 0),
    (@106, @1, @11, null, null, @22, null, 'Også taget, hemmeligt', 'public', 'withdrawn', null, 1,
        null, null, null, null, null, :now - 600000000, null, 'key-00106', 1, 0),
    (@107, @1, @11, @106, @106, @21, null, 'Hvad skrev du?', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 600000000, null, 'key-00107', 1, 0),
    (@108, @1, @11, null, null, @21, null, 'Må jeg se min sag? hemmeligt', 'municipality', 'visible', null, 0,
        null, null, null, null, null, :now - 600000000, null, 'key-00108', null, 0),
    (@109, @1, @1, null, null, @21, null, 'Hvornår åbner søen?', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 600000000, null, 'key-00109', 1, 0),
    (@110, @1, @1, @109, @109, null, @32, 'Til foråret', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 500000000, null, 'key-00110', 1, 0),
    (@111, @1, @1, null, null, @23, null, 'Hvem betaler?', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 500000000, null, 'key-00111', null, 0),
    (@112, @1, @1, null, null, @22, null, 'Vist igen', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 500000000, null, 'key-00112', 1, 0),
    (@113, @1, @1, null, null, @23, null, 'Skal de væk? hemmeligt', 'public', 'hidden', 'hetz', 1,
        null, null, null, null, null, :now - 500000000, null, 'key-00113', 1, 0),
    (@114, @2, @13, null, null, @23, null, 'Bredere kaj', 'public', 'visible', null, 2,
        'p-1', null, null, null, 1, :now - 2000000000, null, 'key-00114', 1, 0),
    (@115, @1, @201, null, null, @22, null, 'God idé', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 400000000, null, 'key-00115', 1, 0),
    (@116, @1, @301, null, null, @21, null, 'Jeg kommer', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 400000000, null, 'key-00116', 1, 0),
    (@117, @1, @12, null, null, @22, null, 'Sluk lyset, jer der bor der', 'public', 'visible', null, 2,
        null, null, null, null, null, :now - 400000000, null, 'key-00117', 1, 1),
    (@118, @1, @12, null, null, @21, null, 'Mere lys, ikke for meget', 'public', 'visible', null, 2,
        'p-1', null, null, null, 2, :now - 400000000, :now - 399000000, 'key-00118', 1, 0),
    (@119, @1, @12, null, null, @24, null, 'Fra en, der er glemt', 'public', 'withdrawn', null, 0,
        null, null, null, null, null, :now - 400000000, null, 'key-00119', 1, 0);
insert into revision (comment, number, body, replaced) values
    (@118, 1, 'Mere lys', :now - 399900000), (@118, 2, 'Mere lys nu', :now - 399000000);

insert into proposal (id, consultation, number, section, kind, title, body, original, replacement, reason,
    organisation, contact, participant, state, rule, exposure, created, client_key, seen, open_reports)
    values
    (@201, @1, 1, @11, 'idea', 'En sø', 'Grav en sø.', null, null, null, null, null, @21, 'visible', null, 2,
        :now - 600000000, 'key-00201', 1, 0),
    (@202, @1, 2, @11, 'wording', '', '', 'hundrede træer', 'hemmeligt tusind', 'For få', null, null, @22,
        'hidden', 'reklame', 1, :now - 600000000, 'key-00202', 1, 0),
    (@203, @1, 3, null, 'partnership', 'Vi passer træer, hemmeligt', 'Hver lørdag', null, null, null,
        'Træets Venner', 'hemmeligt@example.dk', @23, 'withdrawn', null, 0, :now - 600000000, 'key-00203', 1, 0),
    (@204, @2, 1, null, 'idea', 'Badebro', 'Byg en.', null, null, null, null, null, @23, 'visible', null, 2,
        :now - 2000000000, 'key-00204', 1, 0);
insert into support (post, participant, created) values
    (@101, @22, :now - 500000000), (@101, @23, :now - 400000000), (@111, @21, :now - 400000000),
    (@201, @22, :now - 400000000);
insert into report (id, post, participant, reason, text, created, client_key, pending) values
    (@401, @117, @21, 'tonen', 'Det er om os, hemmeligt', :now - 3600000, 'key-00401', true),
    (@402, @103, @21, 'tonen', null, :now - 500000000, 'key-00402', false);
insert into news (id, consultation, title, html, created) values
    (@301, @1, 'Kom til møde', '<p>På torsdag.</p>', :now - 500000000),
    (@302, @2, 'Tak for svarene', '<p>Vi læser dem.</p>', :now - 1000000000);

-- What the program itself kept in line then.
insert into paragraph_count (thread, paragraph, comments, threads) values
    (@11, 'p-1', 3, 2), (@13, 'p-1', 1, 1), (@12, 'p-1', 1, 1);
update comment set replies = (select count(*) from comment r where r.root = comment.id and r.exposure = 2),
    support = (select count(*) from support s where s.post = comment.id);
update proposal set support = (select count(*) from support s where s.post = proposal.id);
update thread set
    comments = (select count(*) from comment c where c.thread = thread.id and c.exposure = 2),
    threads = (select count(*) from comment c
        where c.thread = thread.id and c.root is null and c.exposure > 0);
update consultation set
    comments = (select count(*) from comment c where c.consultation = consultation.id and c.exposure = 2),
    proposals = (select count(*) from proposal p where p.consultation = consultation.id and p.exposure = 2);
insert into event (consultation, kind, post, thread, comments, created) values
    (@1, 'comment', @118, @12, 2, :now - 400000000), (@1, 'comment', @117, @12, 1, :now - 400000000);
