-- Supports of one post by many people who have just arrived are counted when a moderator has looked.

-- Whether its giver had just arrived; whether the public is told of it; and the decision that said so,
-- by its number in the record, when it had to wait for one.
alter table support add column newcomer boolean not null default false;
alter table support add column counted boolean not null default true;
alter table support add column decision bigint;
create index support_newcomers on support (post, created) where newcomer;
create index support_decided on support (decision) where decision is not null;

-- How many of a post's supports wait.
alter table comment add column support_waiting bigint not null default 0;
alter table proposal add column support_waiting bigint not null default 0;
drop index comment_held;
create index comment_held on comment (id)
    where state = 'pending' or (support_waiting > 0 and exposure = 2);
drop index proposal_held;
create index proposal_held on proposal (id)
    where state = 'pending' or (support_waiting > 0 and exposure = 2);
