-- Times are milliseconds since 1970 UTC. `exposure` is what the public may see (model::Exposure):
-- 0 nothing, 1 a marker, 2 all. Ids are UUIDv7, so their order is the order of arrival.

create table consultation (
    id blob primary key,
    slug text not null unique,
    title text not null,
    lede text,
    notice text,
    case_number text,
    committee text,
    lang text not null,
    mail text,
    letter text,
    demonstration boolean not null,
    published boolean not null,
    opens bigint not null,
    closes bigint not null,
    created bigint not null,
    comments bigint not null default 0,
    proposals bigint not null default 0,
    -- Numbers are given to hidden proposals too and never twice.
    last_proposal bigint not null default 0
);

create table version (
    consultation blob not null references consultation (id),
    number bigint not null,
    state text not null,
    source text not null,
    created bigint not null,
    sections bigint not null,
    primary key (consultation, number)
);

create table section (
    id blob primary key,
    consultation blob not null references consultation (id),
    key text not null,
    unique (consultation, key)
);

-- A section as it stands in one version.
create table passage (
    consultation blob not null references consultation (id),
    version bigint not null,
    position bigint not null,
    section blob not null references section (id),
    depth bigint not null,
    kind text not null,
    label text,
    title text not null,
    html text not null,
    plain_html text,
    plain_text text not null,
    words bigint not null,
    responsible text,
    funding text,
    serves text,
    primary key (consultation, version, position),
    unique (section, version)
);

-- What comments hang on: a section, a proposal, a piece of news, or the consultation as a whole.
-- The id is that thing's own id.
create table thread (
    id blob primary key,
    consultation blob not null references consultation (id),
    kind text not null,
    -- Public comments, replies counted.
    comments bigint not null default 0,
    -- Top-level posts that a list shows, markers included.
    threads bigint not null default 0
);

create table participant (
    id blob primary key,
    name text not null,
    kind text not null,
    district text,
    email text,
    token_hash blob not null unique,
    token_seed blob not null,
    client_key_hash blob unique,
    created bigint not null,
    deleted bigint,
    posts bigint not null default 0,
    hidden bigint not null default 0
);

create table staff (
    id blob primary key,
    email text not null unique,
    -- The name that the public reads over a staff member's replies.
    name text,
    role text not null,
    password_hash text,
    invitation_hash blob unique,
    invited bigint,
    created bigint not null
);

create table comment (
    id blob primary key,
    consultation blob not null references consultation (id),
    thread blob not null references thread (id),
    root blob references comment (id) deferrable,
    parent blob references comment (id) deferrable,
    participant blob references participant (id),
    staff blob references staff (id),
    body text not null,
    visibility text not null,
    state text not null,
    rule text,
    exposure smallint not null,
    paragraph text,
    quote text,
    prefix text,
    suffix text,
    version bigint,
    created bigint not null,
    edited bigint,
    support bigint not null default 0,
    replies bigint not null default 0,
    client_key text not null,
    seen bigint,
    open_reports bigint not null default 0,
    unique (participant, client_key),
    unique (staff, client_key)
);
create index comment_newest on comment (thread, id) where root is null and exposure > 0;
create index comment_agreed on comment (thread, support, id) where root is null and exposure > 0;
create index comment_paragraph on comment (thread, paragraph, id) where root is null and exposure > 0;
create index comment_paragraph_agreed on comment (thread, paragraph, support, id)
    where root is null and exposure > 0;
create index comment_replies on comment (root, id) where exposure > 0;
create index comment_answers on comment (parent, id) where exposure > 0;
create index comment_participant on comment (participant, id);
create index comment_reported on comment (open_reports, id) where open_reports > 0;
create index comment_unseen on comment (id) where seen is null;
create index comment_hidden on comment (id) where state = 'hidden' or state = 'redacted';

-- Public comments at one paragraph, replies counted.
create table paragraph_count (
    thread blob not null references thread (id),
    paragraph text not null,
    comments bigint not null,
    threads bigint not null,
    primary key (thread, paragraph)
);

-- What a comment said before its author changed it.
create table revision (
    comment blob not null references comment (id),
    number bigint not null,
    body text not null,
    replaced bigint not null,
    primary key (comment, number)
);

create table proposal (
    id blob primary key,
    consultation blob not null references consultation (id),
    number bigint not null,
    section blob references section (id),
    kind text not null,
    title text not null,
    body text not null,
    original text,
    replacement text,
    reason text,
    organisation text,
    contact text,
    participant blob not null references participant (id),
    state text not null,
    rule text,
    exposure smallint not null,
    created bigint not null,
    edited bigint,
    support bigint not null default 0,
    client_key text not null,
    seen bigint,
    open_reports bigint not null default 0,
    unique (consultation, number),
    unique (participant, client_key)
);
create index proposal_newest on proposal (consultation, id) where exposure > 0;
create index proposal_agreed on proposal (consultation, support, id) where exposure > 0;
create index proposal_kind on proposal (consultation, kind, id) where exposure > 0;
create index proposal_kind_agreed on proposal (consultation, kind, support, id)
    where exposure > 0;
create index proposal_section_agreed on proposal (section, support, id) where exposure > 0;
create index proposal_section on proposal (section, id) where exposure > 0;
create index proposal_participant on proposal (participant, id);
create index proposal_reported on proposal (open_reports, id) where open_reports > 0;
create index proposal_unseen on proposal (id) where seen is null;
create index proposal_hidden on proposal (id) where state = 'hidden' or state = 'redacted';

-- One person agrees with one post, be it a comment or a proposal.
create table support (
    post blob not null,
    participant blob not null references participant (id),
    created bigint not null,
    primary key (post, participant)
);
create index support_participant on support (participant, post);

create table report (
    id blob primary key,
    post blob not null,
    participant blob not null references participant (id),
    reason text not null,
    text text,
    created bigint not null,
    client_key text not null,
    -- Whether nobody has decided since.
    pending boolean not null,
    unique (post, participant)
);

create table desk_session (
    token_hash blob primary key,
    staff blob not null references staff (id),
    expires bigint not null
);

-- What moderators did, in the order they did it. Never changed, never deleted.
create table decision (
    id blob primary key,
    post blob not null,
    kind text not null,
    rule text,
    reason text,
    staff blob not null references staff (id),
    created bigint not null
);
create index decision_post on decision (post, id);

create table news (
    id blob primary key,
    consultation blob not null references consultation (id),
    title text not null,
    html text not null,
    created bigint not null
);
create index news_newest on news (consultation, id);

-- What the live stream tells: ids and counts, never text.
create table event (
    id integer primary key autoincrement,
    consultation blob not null,
    kind text not null,
    post blob not null,
    thread blob not null,
    comments bigint not null,
    created bigint not null
);
create index event_created on event (created);
