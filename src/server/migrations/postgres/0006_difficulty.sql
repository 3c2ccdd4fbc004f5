-- A reader's device said that a section was hard to understand, as it stood in one version. Of the
-- device a keyed hash is kept, a different one for every section.
create table difficulty (
    section uuid not null references section (id),
    version bigint not null,
    device_hash bytea not null,
    created bigint not null,
    primary key (section, version, device_hash)
);

alter table passage add column difficulties bigint not null default 0;
create index passage_difficulties
    on passage (consultation, difficulties desc, version desc, position) where difficulties > 0;

-- The words that a version explains.
create table glossary (
    consultation uuid not null references consultation (id),
    version bigint not null,
    position bigint not null,
    word text not null,
    explanation text not null,
    primary key (consultation, version, position)
);
