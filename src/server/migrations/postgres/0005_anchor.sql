-- What was sent of an anchor stays as it was sent. Where it stands in the newest text is kept apart:
-- the paragraph (for the counts replies have it, too), and how it was found there (model::Found).
alter table comment add column stands text;
alter table comment add column found text;
update comment set stands = paragraph, found = case when root is null then 'exact' end
    where paragraph is not null;

drop index comment_paragraph;
drop index comment_paragraph_agreed;
create index comment_paragraph on comment (thread, stands, id) where root is null and exposure > 0;
create index comment_paragraph_agreed on comment (thread, stands, support, id)
    where root is null and exposure > 0;
-- What a new version places anew, and what goes with it.
create index comment_anchored on comment (thread, id) where root is null and paragraph is not null;
create index comment_beneath on comment (root) where stands is not null;
-- The words that somebody chose, for the marks in the text.
create index comment_marked on comment (thread, id)
    where root is null and exposure = 2 and found <> 'earlier'
        and (prefix is not null or suffix is not null);

create function count_at_paragraph(thread uuid, paragraph text, more_comments bigint, more_threads bigint)
returns void language sql as $$
    insert into paragraph_count as counted (thread, paragraph, comments, threads)
        select $1, $2, $3, $4 where $2 is not null
        on conflict (thread, paragraph) do update set
            comments = counted.comments + excluded.comments,
            threads = counted.threads + excluded.threads;
$$;

create or replace function count_comment() returns trigger language plpgsql as $$
declare
    public_more bigint := (new.exposure = 2)::int - (old.exposure = 2)::int;
    listed_more bigint := case when new.root is null
        then (new.exposure > 0)::int - (old.exposure > 0)::int else 0 end;
    now_public bigint;
begin
    perform count_at_paragraph(new.thread, new.stands, public_more, listed_more);
    update thread set comments = comments + public_more, threads = threads + listed_more
        where id = new.thread returning comments into now_public;
    update consultation set comments = comments + public_more where id = new.consultation;
    insert into event (consultation, kind, post, thread, comments, created)
        values (new.consultation, 'comment', new.id, new.thread, now_public,
            (extract(epoch from clock_timestamp()) * 1000)::bigint);
    return null;
end $$;

-- A comment that stands elsewhere now is counted there. One that nobody sees is not counted, and must
-- lock no counts before its turn.
create function move_comment() returns trigger language plpgsql as $$
declare
    public_here bigint := (old.exposure = 2)::int;
    listed_here bigint := (old.root is null and old.exposure > 0)::int;
begin
    perform count_at_paragraph(new.thread, old.stands, -public_here, -listed_here);
    perform count_at_paragraph(new.thread, new.stands, public_here, listed_here);
    return null;
end $$;
create trigger comment_moved after update of stands on comment
    for each row when (new.stands is distinct from old.stands and old.exposure > 0)
    execute function move_comment();
