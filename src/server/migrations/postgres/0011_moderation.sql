-- What moderators can do beside hiding, and what waits for them.

-- Why a post waits for a moderator (model::Held), and how often it was decided on: whoever decides on
-- what somebody else has changed meanwhile is told so.
alter table comment add column held text;
alter table comment add column turns bigint not null default 0;
alter table proposal add column held text;
alter table proposal add column turns bigint not null default 0;
create index comment_held on comment (id) where state = 'pending';
create index proposal_held on proposal (id) where state = 'pending';
drop index comment_unseen;
create index comment_unseen on comment (id) where seen is null and state <> 'pending';
drop index proposal_unseen;
create index proposal_unseen on proposal (id) where seen is null and state <> 'pending';

-- How a post stood before the last decision on it, so that it can be taken back.
create table before_decision (
    post uuid primary key,
    -- The decision's number in the record.
    decision bigint not null,
    staff uuid not null references staff (id),
    state text not null,
    rule text,
    held text,
    seen bigint
);

-- What stood where a moderator struck out words: for staff alone. One row for each text of the post
-- that a decision changed; the lowest decision's is the author's own.
create table struck (
    post uuid not null,
    -- Which text of the post: 'body', 'title' …
    field text not null,
    -- 0 the newest wording, else the number of the earlier one.
    revision bigint not null,
    decision bigint not null,
    words text not null,
    -- What was left of it.
    rest text not null,
    -- The decision that brought the words back; null as long as they are out.
    lifted bigint,
    primary key (post, field, revision, decision)
);

-- Which decision answered a report, so that its sender can be told what came of it.
alter table report add column decision bigint;

-- An author asks that somebody else looks at a decision again.
create table appeal (
    id uuid primary key,
    post uuid not null,
    -- 'comment' or 'proposal'.
    kind text not null,
    consultation uuid not null references consultation (id),
    participant uuid not null references participant (id),
    -- The decision that it is about, by its number in the record, and who made it.
    against bigint not null unique,
    decided_by uuid references staff (id),
    text text not null,
    created bigint not null,
    -- The decision that answered it.
    answer bigint,
    -- Whether the post is back as its author wants it.
    granted boolean
);
create index appeal_open on appeal (kind, id) where answer is null;
create index appeal_post on appeal (post, id);

-- Somebody cannot post until then; their posts wait for a moderator; a moderator has approved one.
alter table participant add column paused_until bigint;
alter table participant add column held boolean not null default false;
alter table participant add column trusted boolean not null default false;

-- Nobody can answer here any more.
alter table thread add column locked boolean not null default false;

-- Which posts wait (model::Mode), whether the program holds some of itself, and whether nobody can post
-- just now.
alter table consultation add column mode text not null default 'after';
alter table consultation add column automatic boolean not null default true;
alter table consultation add column stopped boolean not null default false;
alter table section add column mode text;
update consultation set automatic = false where demonstration;

create trigger proposal_changed after update of title, body, replacement, reason on proposal
    for each row execute function queue_for_search();
