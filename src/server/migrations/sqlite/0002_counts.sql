-- What a comment's exposure means for the counts follows in the database itself: no way of writing
-- can forget it, and a post costs fewer statements.
create trigger comment_exposed after update of exposure on comment
when new.exposure <> old.exposure
begin
    insert into paragraph_count (thread, paragraph, comments, threads)
        select new.thread, new.paragraph, (new.exposure = 2) - (old.exposure = 2),
            case when new.root is null then (new.exposure > 0) - (old.exposure > 0) else 0 end
        where new.paragraph is not null
        on conflict (thread, paragraph) do update set
            comments = comments + excluded.comments, threads = threads + excluded.threads;
    update thread set comments = comments + (new.exposure = 2) - (old.exposure = 2),
        threads = threads
            + case when new.root is null then (new.exposure > 0) - (old.exposure > 0) else 0 end
        where id = new.thread;
    update consultation set comments = comments + (new.exposure = 2) - (old.exposure = 2)
        where id = new.consultation;
    insert into event (consultation, kind, post, thread, comments, created)
        select new.consultation, 'comment', new.id, new.thread, comments,
            cast(unixepoch('now', 'subsec') * 1000 as integer)
        from thread where id = new.thread;
end;

-- Counted when a moderator asks, over comment_participant and proposal_participant.
alter table participant drop column posts;
