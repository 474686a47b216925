-- Networks that operators let nobody in from, on any node, until then.

create table banned_network (
    network varchar(60) primary key,
    until_ms bigint not null
);
