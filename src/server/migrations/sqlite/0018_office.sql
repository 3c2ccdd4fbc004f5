-- What the administration does in the threads of its hearing.

-- An answer that is shown before the others: one under a comment. And how far a comment has come as a
-- question to the administration (model::Question).
alter table comment add column pinned boolean not null default false;
alter table comment add column question text;
create unique index comment_pinned on comment (root) where pinned;
create index comment_asked on comment (id) where question = 'open' and exposure = 2;

-- What was asked before anybody counted.
update comment set question = 'open' where staff is null and root is null and body like '%?%';
update comment set question = 'answered' where question = 'open' and exists (select 1 from comment a
    where a.parent = comment.id and a.staff is not null and a.exposure = 2);
