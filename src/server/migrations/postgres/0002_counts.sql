-- What a comment's exposure means for the counts follows in the database itself: no way of writing
-- can forget it, and a post costs fewer statements.
create function count_comment() returns trigger language plpgsql as $$
declare
    public_more bigint := (new.exposure = 2)::int - (old.exposure = 2)::int;
    listed_more bigint := case when new.root is null
        then (new.exposure > 0)::int - (old.exposure > 0)::int else 0 end;
    now_public bigint;
begin
    if new.paragraph is not null then
        insert into paragraph_count (thread, paragraph, comments, threads)
            values (new.thread, new.paragraph, public_more, listed_more)
            on conflict (thread, paragraph) do update set
                comments = paragraph_count.comments + excluded.comments,
                threads = paragraph_count.threads + excluded.threads;
    end if;
    update thread set comments = comments + public_more, threads = threads + listed_more
        where id = new.thread returning comments into now_public;
    update consultation set comments = comments + public_more where id = new.consultation;
    insert into event (consultation, kind, post, thread, comments, created)
        values (new.consultation, 'comment', new.id, new.thread, now_public,
            (extract(epoch from clock_timestamp()) * 1000)::bigint);
    return null;
end $$;
create trigger comment_exposed after update of exposure on comment
    for each row when (new.exposure <> old.exposure) execute function count_comment();

-- Counted when a moderator asks, over comment_participant and proposal_participant.
alter table participant drop column posts;
