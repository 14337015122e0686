create table more (text text);
create tabel wrong (text text);
