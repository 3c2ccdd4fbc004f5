-- Somebody whom a moderator has paused, or whose posts one holds, asks that another looks at it again.
create table measure_appeal (
    id uuid primary key,
    participant uuid not null references participant (id),
    -- The measure that it is about, by its number in the record, and who took it.
    against bigint not null unique,
    decided_by uuid references staff (id),
    text text not null,
    created bigint not null,
    -- What answered it, by its number in the record.
    answer bigint,
    -- Whether the measure was lifted.
    granted boolean
);
create index measure_appeal_open on measure_appeal (id) where answer is null;
create index measure_appeal_participant on measure_appeal (participant, id);
