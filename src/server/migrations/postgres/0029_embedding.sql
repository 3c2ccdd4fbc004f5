-- The sites that may show a hearing in a frame and read its open data, an origin in each line; none for
-- the site itself alone.
alter table consultation add column sites text;

-- Short addresses for paper: /k/CODE leads to a hearing, or to one of its sections.
create table short_address (
    code text primary key,
    consultation uuid not null references consultation (id),
    section uuid references section (id)
);
create unique index short_address_hearing on short_address (consultation) where section is null;
create unique index short_address_section on short_address (section);
