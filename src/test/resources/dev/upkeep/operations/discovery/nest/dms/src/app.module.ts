import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';

@Module({
  imports: [
    ConfigModule.forRoot(),
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (configService: ConfigService) => ({
        type: 'postgres',
        host: configService.get<string>('DB_HOST', 'localhost'),
        port: parseInt(process.env.DB_PORT ?? '5432', 10),
        username: configService.getOrThrow('DB_USER'),
        password: process.env.DB_PASSWORD,
        database: process.env.DB_NAME || 'dms',
        autoLoadEntities: true,
      }),
    }),
  ],
})
export class AppModule {}
