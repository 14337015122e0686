from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

INSTALLED_APPS = [
    "django.contrib.admin",
    "jane.waveforms",
]

DATABASES = {
    "default": {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": env("JANE_DB", default="jane"),
        "USER": env.str("JANE_DB_USER"),
        # "PASSWORD": "the old one",
        "PASSWORD": env("JANE_DB_PASSWORD"),
        "HOST": env("JANE_DB_HOST", default="127.0.0.1"),
        "PORT": env.int("JANE_DB_PORT", default=5432),
        "CONN_MAX_AGE": 60,
    },
}

STATIC_URL = "/static/"
MEDIA_ROOT = str(BASE_DIR / "media")
MEDIA_URL = "/media/"
