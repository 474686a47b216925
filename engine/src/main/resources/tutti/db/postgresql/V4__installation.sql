-- By what nodes know whether they have the same database. One row, made once.

create table installation (
    id varchar(40) primary key
);

insert into installation (id) values (md5(random()::text || clock_timestamp()::text || pg_backend_pid()::text));
