-- The machine that a run belongs to, for good; its host name alone does not tell.

alter table run add column machine text not null default '';
