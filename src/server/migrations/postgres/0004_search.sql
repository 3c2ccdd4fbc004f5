-- Words as they are looked for (src/server/words.rs), and where they stand. The tables are filled a
-- moment after something was written: what is new waits in search_queue.
create table search_queue (
    id bigint generated always as identity primary key,
    -- As in search_posting.
    rank smallint not null,
    item uuid not null
);

create table search_word (
    id bigint generated always as identity primary key,
    text text not null unique,
    stem text not null
);
create index search_word_stem on search_word (stem);

-- Every three letters in a row: by these a word is found within others.
create table search_trigram (
    trigram text not null,
    word bigint not null,
    primary key (trigram, word)
);

create table search_posting (
    consultation uuid not null,
    word bigint not null,
    -- 1 a comment, 2 a proposal, 3 a section.
    rank smallint not null,
    item uuid not null,
    primary key (consultation, word, rank, item)
);
create index search_posting_item on search_posting (item, word);

create function queue_for_search() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'passage' then
        insert into search_queue (rank, item) values (3, new.section);
    elsif tg_table_name = 'proposal' then
        insert into search_queue (rank, item) values (2, new.id);
    else
        insert into search_queue (rank, item) values (1, new.id);
    end if;
    return null;
end $$;
create trigger comment_written after insert on comment
    for each row execute function queue_for_search();
create trigger comment_changed after update of body on comment
    for each row execute function queue_for_search();
create trigger proposal_written after insert on proposal
    for each row execute function queue_for_search();
create trigger passage_written after insert on passage
    for each row execute function queue_for_search();

insert into search_queue (rank, item) select 3, id from section;
insert into search_queue (rank, item) select 2, id from proposal;
insert into search_queue (rank, item) select 1, id from comment;
