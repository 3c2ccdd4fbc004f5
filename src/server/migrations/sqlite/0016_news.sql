-- Pictures that staff put beside their words, with nothing left in them of where and when one was
-- taken. The same picture again is the same picture.
create table picture (
    id blob primary key,
    consultation blob not null references consultation (id),
    media_type text not null,
    width bigint not null,
    height bigint not null,
    content_hash blob not null,
    image_bytes blob not null,
    created bigint not null,
    staff blob not null references staff (id),
    unique (consultation, content_hash)
);

-- From when on a piece of news is read by all. A draft waits for a time that never comes: so one
-- question, asked of the clock with each read, is all that stands between it and the public.
alter table news add column published bigint not null default 9223372036854775807;
update news set published = created;
-- What staff wrote. Of what was published before there was a desk for it only the HTML is left, which
-- Markdown may hold as well.
alter table news add column markdown text not null default '';
update news set markdown = html;
alter table news add column picture blob references picture (id);
alter table news add column alt text;
-- Every change has a number: whoever changes what somebody else has changed meanwhile is told so.
alter table news add column number bigint not null default 1;
alter table news add column changed bigint not null default 0;
update news set changed = created;
-- When its words became others than those that were published.
alter table news add column edited bigint;
-- Who changed it last.
alter table news add column staff blob references staff (id);
alter table news add column client_key text;

drop index news_newest;
create index news_published on news (consultation, published, id);
create index news_picture on news (picture) where picture is not null;
create unique index news_client_key on news (consultation, client_key);
