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

drop trigger comment_exposed;
create trigger comment_exposed after update of exposure on comment
when new.exposure <> old.exposure
begin
    insert into paragraph_count (thread, paragraph, comments, threads)
        select new.thread, new.stands, (new.exposure = 2) - (old.exposure = 2),
            case when new.root is null then (new.exposure > 0) - (old.exposure > 0) else 0 end
        where new.stands is not null
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

-- A comment that stands elsewhere now is counted there. One that nobody sees is not counted, and must
-- lock no counts before its turn.
create trigger comment_moved after update of stands on comment
when new.stands is not old.stands and old.exposure > 0
begin
    insert into paragraph_count (thread, paragraph, comments, threads)
        select new.thread, old.stands, -(old.exposure = 2), -(old.root is null and old.exposure > 0)
        where old.stands is not null
        on conflict (thread, paragraph) do update set
            comments = comments + excluded.comments, threads = threads + excluded.threads;
    insert into paragraph_count (thread, paragraph, comments, threads)
        select new.thread, new.stands, old.exposure = 2, old.root is null and old.exposure > 0
        where new.stands is not null
        on conflict (thread, paragraph) do update set
            comments = comments + excluded.comments, threads = threads + excluded.threads;
end;
