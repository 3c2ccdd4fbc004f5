-- A hearing's logo: a table of its own and no column of the hearing, for a picture refers to its
-- hearing, and of two tables that refer to each other neither could be put back first.
create table logo (
    consultation uuid primary key references consultation (id),
    picture uuid not null references picture (id),
    alt text not null
);
create index logo_picture on logo (picture);
