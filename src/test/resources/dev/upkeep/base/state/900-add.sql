create table added (text text not null);
insert into added (text) values ('semi;colon');
