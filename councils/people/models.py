"""People, and the memberships in which they act for a council or a supplier."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from socialvalue.access.domain import COUNCIL_ROLES, SUPPLIER_ROLES, Actor, Role
from socialvalue.access.models import EVERYBODY, NOBODY, TenantModel, TenantQuerySet


class UserManager(BaseUserManager.from_queryset(TenantQuerySet)):
    """Users by their e-mail, whatever its case."""

    def create_user(self, email: str, name: str, password: str | None = None, **more) -> "User":
        """A person who may sign in; without a password only by a code sent by e-mail."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str, password: str | None = None) -> "User":
        """A person who may change reference matter at /admin/."""
        return self.create_user(email, name, password, is_staff=True, is_superuser=True)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail; may act for several councils and suppliers."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as it is shown."""
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Colleagues: those who share the actor's council or supplier."""
        if actor.is_system:
            return EVERYBODY
        if actor.is_council:
            return Q(memberships__council_id=actor.council_id)
        if actor.is_supplier:
            return Q(supplier_memberships__supplier_id=actor.supplier_id)
        return NOBODY


class Membership(TenantModel):
    """One role of one person for one council; a commissioner's is for one service area."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(r.value, r.words) for r in Role if r in COUNCIL_ROLES])
    service_area = models.ForeignKey(
        "organisations.ServiceArea", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.CharField(max_length=100, blank=True)
    job_title = models.CharField(max_length=100, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["user__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "council", "role", "service_area", "body"],
                name="one_membership_per_person_council_role_and_area",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.COMMISSIONER) | Q(service_area__isnull=False),
                name="a_commissioner_has_a_service_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    @classmethod
    def seen_by_council(cls, actor: Actor) -> Q:
        return EVERYBODY


class SupplierMembership(models.Model):
    """One role of one person for one supplier."""

    supplier = models.ForeignKey(
        "organisations.Supplier", on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supplier_memberships")
    role = models.CharField(max_length=30, choices=[(r.value, r.words) for r in Role if r in SUPPLIER_ROLES])
    active = models.BooleanField(default=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "supplier", "role"], name="one_membership_per_person_supplier_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """A supplier sees its own people."""
        if actor.is_system:
            return EVERYBODY
        return Q(supplier_id=actor.supplier_id) if actor.is_supplier else NOBODY
