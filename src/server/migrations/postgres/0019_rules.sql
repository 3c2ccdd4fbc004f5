-- The rules of each hearing. Neither words nor numbers ever change once a rule stands: decisions name it
-- by them. Title and text are null for a standard rule, whose words are the interface's.
create table rule (
    consultation uuid not null references consultation (id),
    id text not null,
    number bigint not null,
    title text,
    text text,
    -- Since when no post can be hidden by it any more.
    retired bigint,
    primary key (consultation, id),
    unique (consultation, number)
);
insert into rule (consultation, id, number) select id, 'emnet', 1 from consultation;
insert into rule (consultation, id, number) select id, 'tonen', 2 from consultation;
insert into rule (consultation, id, number) select id, 'hetz', 3 from consultation;
insert into rule (consultation, id, number) select id, 'privat', 4 from consultation;
insert into rule (consultation, id, number) select id, 'reklame', 5 from consultation;
insert into rule (consultation, id, number) select id, 'ulovligt', 6 from consultation;

-- How often each rule was used in a hearing.
create index record_rule on record (consultation, rule, kind) where rule is not null;
