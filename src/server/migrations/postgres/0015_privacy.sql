-- What people can ask of what they wrote, and how long it stays.

-- Somebody asks that what they wrote is deleted: one post, or all of them. Answered once, by an editor.
create table erasure (
    id uuid primary key,
    participant uuid not null references participant (id),
    -- The post; all that they wrote is asked for by their own id.
    target uuid not null,
    -- 'comment' or 'proposal'; null when it is about all.
    kind text,
    consultation uuid references consultation (id),
    reason text,
    created bigint not null,
    -- Until when it must be answered.
    due bigint not null,
    answered bigint,
    -- model::ErasureOutcome.
    outcome text,
    reply text,
    staff uuid references staff (id)
);
-- One open case for each thing that is asked for.
create unique index erasure_once on erasure (target) where answered is null;
create index erasure_open on erasure (due, id) where answered is null;
create index erasure_answered on erasure (answered, id) where answered is not null;
create index erasure_participant on erasure (participant, id);

-- The public reads these posts without their author's name.
alter table comment add column nameless boolean not null default false;
alter table proposal add column nameless boolean not null default false;

-- From when on nobody reads the replies of a hearing here (null: as long as usual), and whether they
-- have left.
alter table consultation add column leaves bigint;
alter table consultation add column gone boolean not null default false;

-- From where a participant came, as a keyed hash, for a few days. No backup holds it.
create table origin (
    participant uuid primary key references participant (id),
    address_hash bytea not null,
    created bigint not null
);
create index origin_address on origin (address_hash);
create index origin_created on origin (created);
