"""What every installation shares. Values that differ come from environment variables.

The table of variables stands in ``docs/settings.md``; a test keeps it complete.
"""

import tomllib
from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

from .limits import ACCOUNT_RATE_LIMITS, MFA_RATE_LIMITS  # noqa: F401
from .providers import providers

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data")))

# One installation serves one district; its names, menu and dong stand in this file.
DISTRICT_FILE = Path(
    env.str("DISTRICT_FILE", default=str(BASE_DIR / "districts/yeongdeungpo/district.toml"))
)

# The address under which people reach the site; mails, feeds and social cards need it.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
WAGTAILADMIN_BASE_URL = SITE_URL

DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "home.apps.HomeConfig",
    "search",
    "programmes",
    "network",
    "yeongdeungpoever.pages",
    "yeongdeungpoever.blocks",
    "yeongdeungpoever.files",
    "yeongdeungpoever.accounts.apps.AccountsConfig",
    "yeongdeungpoever.duties",
    "yeongdeungpoever.notices",
    "yeongdeungpoever.access",
    "yeongdeungpoever.jobs",
    "yeongdeungpoever.vocabulary",
    "yeongdeungpoever.korean",
    "yeongdeungpoever.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "yeongdeungpoever.accounts.apps.StaffUsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "home.apps.BackOfficeAppConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "yeongdeungpoever.web.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yeongdeungpoever.web.caching.AnonymousGzipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "yeongdeungpoever.web.middleware.AdminPolicyMiddleware",
    "yeongdeungpoever.web.middleware.UnavailableMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yeongdeungpoever.web.caching.CachePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yeongdeungpoever.web.middleware.UrlLocaleMiddleware",
    "yeongdeungpoever.accounts.middleware.OfficeNetworkMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yeongdeungpoever.accounts.sessions.SessionLimitMiddleware",
    "yeongdeungpoever.accounts.middleware.StaffDoorMiddleware",
    "yeongdeungpoever.accounts.limits.TooManyRequestsMiddleware",
    "home.admin_doors.CraftedRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yeongdeungpoever.accounts.consent_prompt.ConsentPromptMiddleware",
    "yeongdeungpoever.access.screens.ReadingMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "yeongdeungpoever.urls"
WSGI_APPLICATION = "yeongdeungpoever.wsgi.application"
FORM_RENDERER = "yeongdeungpoever.web.forms.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yeongdeungpoever.vocabulary.context_processors.district",
                "yeongdeungpoever.pages.context_processors.frame",
                "yeongdeungpoever.notices.context_processors.unread",
                "home.context_processors.navigation",
                "network.people.context_processors.acting",
            ],
        },
    },
]

# SQLite answers a small office for years; PostgreSQL by DATABASE_URL when it no longer does.
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL and IMMEDIATE: the web server and the worker write at the same time.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith(".RedisCache"):
    # Pages do without it while it is away; sign-in limits then refuse.
    CACHES["default"]["BACKEND"] = "yeongdeungpoever.web.cache.RedisCache"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["yeongdeungpoever.accounts.proof.ProvenBackend"]
ACCOUNT_ADAPTER = "yeongdeungpoever.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Codes, not links: they work on another device, and mail scanners cannot use them up.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Digits: a telephone shows its number keys, and eight leave nothing to guess in three tries.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 5
# Mail is slow at times, and so are people: as long as allauth keeps a sign-in half done.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SIGNUP_FORM_CLASS = "yeongdeungpoever.accounts.person_form.PersonForm"
ACCOUNT_FORMS = {
    "login": "yeongdeungpoever.accounts.sign_in.SignInForm",
    "signup": "yeongdeungpoever.accounts.sign_up.SignUpForm",
    "request_login_code": "yeongdeungpoever.accounts.sign_in.RequestCodeForm",
    "confirm_login_code": "yeongdeungpoever.accounts.sign_in.SignInCodeForm",
    "confirm_email_verification_code": "yeongdeungpoever.accounts.sign_in.AddressCodeForm",
    "reset_password": "yeongdeungpoever.accounts.sign_in.ResetForm",
    "confirm_password_reset_code": "yeongdeungpoever.accounts.sign_in.ResetCodeForm",
    "reset_password_from_key": "yeongdeungpoever.accounts.sign_in.NewPasswordForm",
    "add_email": "yeongdeungpoever.accounts.own_forms.NewAddressForm",
    "change_password": "yeongdeungpoever.accounts.own_forms.PasswordForm",
    "set_password": "yeongdeungpoever.accounts.own_forms.FirstPasswordForm",
    "reauthenticate": "yeongdeungpoever.accounts.own_forms.ConfirmByPasswordForm",
}
MFA_FORMS = {
    "authenticate": "yeongdeungpoever.accounts.sign_in.SecondStepForm",
    "authenticate_webauthn": "yeongdeungpoever.accounts.sign_in.SecondStepPasskeyForm",
    "login_webauthn": "yeongdeungpoever.accounts.sign_in.PasskeySignInForm",
    "reauthenticate": "yeongdeungpoever.accounts.own_forms.ConfirmByCodeForm",
    "reauthenticate_webauthn": "yeongdeungpoever.accounts.own_forms.ConfirmByPasskeyForm",
    "activate_totp": "yeongdeungpoever.accounts.own_forms.AppForm",
    "add_webauthn": "yeongdeungpoever.accounts.own_forms.PasskeyForm",
    "edit_webauthn": "yeongdeungpoever.accounts.own_forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A provider's word for an address is not taken: it is verified by our own mail.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ADAPTER = "yeongdeungpoever.accounts.social.SocialAdapter"
SOCIALACCOUNT_FORMS = {
    "disconnect": "yeongdeungpoever.accounts.own_forms.CutForm",
    "signup": "yeongdeungpoever.accounts.sign_up.SocialSignUpForm",
}
# Where it is set, Kakao is told by the worker when somebody leaves (accounts/kakao.py).
KAKAO_ADMIN_KEY = env.str("KAKAO_ADMIN_KEY", default="")
_PROVIDER_APPS, SOCIALACCOUNT_PROVIDERS, _PROVIDER_HOSTS = providers(
    {
        "kakao": (
            env.str("KAKAO_CLIENT_ID", default=""),
            env.str("KAKAO_CLIENT_SECRET", default=""),
        ),
        "naver": (
            env.str("NAVER_CLIENT_ID", default=""),
            env.str("NAVER_CLIENT_SECRET", default=""),
        ),
    }
)
INSTALLED_APPS += _PROVIDER_APPS
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "yeongdeungpoever.accounts.passwords.LengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "yeongdeungpoever.accounts.passwords.CommonValidator"},
    {"NAME": "yeongdeungpoever.accounts.passwords.OwnWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Without use for so long, or open for so long at all, a session ends (accounts/sessions.py).
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_MINUTES", default=30) * 60
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_HOURS", default=12) * 60 * 60
# The dialog comes so long before (WCAG 2.2.1 asks for twenty seconds, KWCAG 2.2 6.2.1 too).
SESSION_WARN_SECONDS = 2 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Sentences for people may hold their address, so they wait in the session, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "yeongdeungpoever.accounts.kept_typing.csrf_failure"
# The back office is there for these networks only (CIDR); empty: for all.
ADMIN_ALLOWED_NETWORKS = env.list("ADMIN_ALLOWED_NETWORKS", default=[])
X_FRAME_OPTIONS = "SAMEORIGIN"
# The admin's preview pane frames our own pages, so 'DENY' would leave it blank.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Wagtail's page editor posts several fields a row; an edition with every section filled has ~900.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Public and account pages: no inline script or style anywhere, so no nonce, so cacheable.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, *_PROVIDER_HOSTS],
    "frame-ancestors": [CSP.SELF],
}
# Wagtail 8's admin writes inline scripts in choosers, date fields and inline panels and jQuery
# adds styles; a nonce would switch 'unsafe-inline' off, so there is none.
# docs/decisions/0005-content-security-policy.md
ADMIN_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ko", "한국어")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Seoul"]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files leave through one view (files/door.py). Behind nginx it answers with this internal prefix.
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")

# Papers of applications: so large and so many at most (network/papers/).
PAPER_MAX_BYTES = env.int("PAPER_MAX_MB", default=10) * 1024 * 1024
PAPER_MAX_COUNT = env.int("PAPER_MAX_COUNT", default=10)
# clamd (host:port or the path of its socket) looks at every paper before it is kept; empty: none.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")

# Working days within which a review is to be answered, and a returned page mended (duties/).
PAGE_REVIEW_DAYS = env.int("PAGE_REVIEW_DAYS", default=3)
PAGE_RETURN_DAYS = env.int("PAGE_RETURN_DAYS", default=5)

# Read-only 503 for planned work.
MAINTENANCE = env.bool("MAINTENANCE", default=False)
# Demo rows are for demonstrations and tests only; production.py never sets this.
DEMO_ALLOWED = False

# The back office carries the network's name; a missing file is told by vocabulary's check.
WAGTAIL_SITE_NAME = (
    tomllib.loads(DISTRICT_FILE.read_text(encoding="utf-8"))["network"]["ko"]
    if DISTRICT_FILE.is_file()
    else ""
)
WAGTAIL_PAGE_MODEL = "pages.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "files.Image"
# Every road of an upload passes these: content by kind, no metadata (files/forms.py).
WAGTAILIMAGES_IMAGE_FORM_BASE = "yeongdeungpoever.files.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "yeongdeungpoever.files.forms.DocumentForm"
WAGTAILDOCS_DOCUMENT_MODEL = "files.Document"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "hwp", "hwpx", "docx", "xlsx", "pptx", "csv", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.approval.publish_reviewed"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h3", "bold", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# The masthead claims an official government site: only an installation that is one sets it.
SHOW_GOVERNMENT_MASTHEAD = env.bool("SHOW_GOVERNMENT_MASTHEAD", default=False)
SITE_VERIFICATION = {
    "naver-site-verification": env.str("NAVER_SITE_VERIFICATION", default=""),
    "google-site-verification": env.str("GOOGLE_SITE_VERIFICATION", default=""),
}
DAUM_WEBMASTER_PIN = env.str("DAUM_WEBMASTER_PIN", default="")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"structured": {"()": "yeongdeungpoever.web.logs.StructuredFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        "django": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
