import { DataSource } from 'typeorm';

export default new DataSource({
  type: 'mariadb',
  host: process.env.DB_HOST || 'mariadb',
  port: Number(process.env.DB_PORT || 3306),
  username: 'dms',
  password: process.env.DB_PASSWORD,
  database: 'dms',
});
