-- What was taken back counts nowhere, and comes back as what it was.

-- Decisions that were undone, by the number of the decision: the public counts leave them out.
create index record_undone on record (detail) where kind = 'undo';

-- The decision that a mail tells of: undone soon enough, it is not sent.
alter table mail add column decision bigint;
create index mail_decision on mail (decision) where decision is not null;

-- Supports that a moderator left uncounted, and their givers took back: given again they are still
-- uncounted.
create table support_left_out (
    post blob not null,
    participant blob not null references participant (id),
    decision bigint not null,
    primary key (post, participant)
);
create index support_left_out_decision on support_left_out (decision);
create index support_left_out_participant on support_left_out (participant, post);
