-- What the site says of itself. Each change is a row of its own, so that every earlier wording stays;
-- the newest holds. One without words says that the program's standard text holds again.
create table statement (
    name text not null,
    lang text not null,
    number bigint not null,
    markdown text,
    html text,
    changed bigint not null,
    staff blob not null references staff (id),
    primary key (name, lang, number)
);
