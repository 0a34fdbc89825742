from django.db import migrations

from reporting.custody.sealing import keyed_digest, timestamp

SEALED_BEFORE = (
    "username",
    "password",
    "first_name",
    "last_name",
    "email",
    "role",
    "is_active",
    "is_staff",
    "is_superuser",
)
SEALED_SINCE = ("confirmation_due_since", "email_replaced_at")
FACTOR_SECRETS = ("secret", "seed", "credential")


def extend_seals(apps, schema_editor):
    """Seal the second factors too; an account whose seal was invalid stays so."""
    alias = schema_editor.connection.alias
    users = apps.get_model("reporting", "User").objects.using(alias)
    factors = apps.get_model("mfa", "Authenticator").objects.using(alias)
    for user in users.all():
        columns = [str(user.public_id), *(str(getattr(user, name)) for name in SEALED_BEFORE)]
        if keyed_digest("account", *columns) != user.account_seal:
            continue
        times = (getattr(user, name) for name in SEALED_SINCE)
        columns += [timestamp(time) if time else str(time) for time in times]
        for factor in factors.filter(user_id=user.pk).order_by("pk"):
            secrets = [str(factor.data.get(name)) for name in FACTOR_SECRETS if name in factor.data]
            columns.append(keyed_digest("second factor", factor.pk, factor.type, *secrets))
        users.filter(pk=user.pk).update(account_seal=keyed_digest("account", *columns))


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0013_accounts'),
        ('mfa', '0003_authenticator_type_uniq'),
    ]

    operations = [
        migrations.RunPython(extend_seals, migrations.RunPython.noop),
    ]
