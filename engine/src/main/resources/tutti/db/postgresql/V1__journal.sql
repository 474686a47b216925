-- The tables that pekko-persistence-jdbc and pekko-projection-jdbc expect, by their names.

create table event_journal (
    ordering bigserial,
    deleted boolean default false not null,
    persistence_id varchar(255) not null,
    sequence_number bigint not null,
    writer varchar(255) not null,
    write_timestamp bigint,
    adapter_manifest varchar(255),
    event_payload bytea not null,
    event_ser_id integer not null,
    event_ser_manifest varchar(255) not null,
    meta_payload bytea,
    meta_ser_id integer,
    meta_ser_manifest varchar(255),
    primary key (persistence_id, sequence_number)
);

create unique index event_journal_ordering_idx on event_journal (ordering);

create table event_tag (
    event_id bigint not null references event_journal (ordering) on delete cascade,
    tag varchar(256) not null,
    primary key (event_id, tag)
);

create index event_tag_by_tag_idx on event_tag (tag, event_id);

create table snapshot (
    persistence_id varchar(255) not null,
    sequence_number bigint not null,
    created bigint not null,
    snapshot_ser_id integer not null,
    snapshot_ser_manifest varchar(255) not null,
    snapshot_payload bytea not null,
    meta_ser_id integer,
    meta_ser_manifest varchar(255),
    meta_payload bytea,
    primary key (persistence_id, sequence_number)
);

create table pekko_projection_offset_store (
    projection_name varchar(255) not null,
    projection_key varchar(255) not null,
    current_offset varchar(255) not null,
    manifest varchar(4) not null,
    mergeable boolean not null,
    last_updated bigint not null,
    primary key (projection_name, projection_key)
);

create table pekko_projection_management (
    projection_name varchar(255) not null,
    projection_key varchar(255) not null,
    paused boolean not null,
    last_updated bigint not null,
    primary key (projection_name, projection_key)
);
