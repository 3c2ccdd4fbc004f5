-- The record: every act of staff and of the program, in the order in which it was done. Each entry's
-- hash is over itself and the one before (store/record.rs). Those from before there was a record have
-- none of their own: the first hash covers them.
create table record (
    number bigint primary key,
    at bigint not null,
    -- 'staff', 'operator' (the command line) or 'program'.
    actor text not null,
    staff uuid references staff (id),
    kind text not null,
    consultation uuid references consultation (id),
    -- The post or person that it was done to.
    subject uuid,
    rule text,
    reason text,
    detail text,
    -- How long the oldest report had waited for it.
    waited bigint,
    chain_hash bytea not null
);

insert into record
    select row_number() over (order by d.id), d.created, 'staff', d.staff, d.kind,
        coalesce(c.consultation, p.consultation), d.post, d.rule, d.reason, null, null, ''
    from decision d left join comment c on c.id = d.post left join proposal p on p.id = d.post;
drop table decision;

create index record_subject on record (subject, number);
create index record_kind on record (kind, rule);
create index record_waited on record (waited) where waited is not null;

create function record_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'the record is never changed';
end $$;
create trigger record_never_changes before update or delete or truncate on record
    for each statement execute function record_never_changes();
