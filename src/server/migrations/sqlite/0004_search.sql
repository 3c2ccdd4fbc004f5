-- Words as they are looked for (src/server/words.rs), and where they stand. The tables are filled a
-- moment after something was written: what is new waits in search_queue.
create table search_queue (
    id integer primary key autoincrement,
    -- As in search_posting.
    rank smallint not null,
    item blob not null
);

create table search_word (
    id integer primary key autoincrement,
    text text not null unique,
    stem text not null
);
create index search_word_stem on search_word (stem);

-- Every three letters in a row: by these a word is found within others.
create table search_trigram (
    trigram text not null,
    word bigint not null,
    primary key (trigram, word)
) without rowid;

create table search_posting (
    consultation blob not null,
    word bigint not null,
    -- 1 a comment, 2 a proposal, 3 a section.
    rank smallint not null,
    item blob not null,
    primary key (consultation, word, rank, item)
) without rowid;
create index search_posting_item on search_posting (item, word);

create trigger comment_written after insert on comment begin
    insert into search_queue (rank, item) values (1, new.id);
end;
create trigger comment_changed after update of body on comment begin
    insert into search_queue (rank, item) values (1, new.id);
end;
create trigger proposal_written after insert on proposal begin
    insert into search_queue (rank, item) values (2, new.id);
end;
create trigger passage_written after insert on passage begin
    insert into search_queue (rank, item) values (3, new.section);
end;

insert into search_queue (rank, item) select 3, id from section;
insert into search_queue (rank, item) select 2, id from proposal;
insert into search_queue (rank, item) select 1, id from comment;
