-- One-time links by which a participant goes on at another device. Of the secret only its hash is
-- kept.
create table handover (
    secret_hash bytea primary key,
    participant uuid not null references participant (id),
    expires bigint not null
);
create index handover_participant on handover (participant);

-- The further tokens of a participant: one for each device that was handed over to. The hash of the
-- repeat key finds the seed again when the same request comes twice.
create table device (
    token_hash bytea primary key,
    token_seed bytea not null,
    repeat_hash bytea not null unique,
    participant uuid not null references participant (id),
    created bigint not null
);
create index device_participant on device (participant, created);

-- What somebody reported, when they ask for their data.
create index report_participant on report (participant, id);
