using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.Means;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn.Recoveries;

/// <summary>An officer asks to give a person access back.</summary>
/// <param name="UserName">Whose, as typed.</param>
/// <param name="Reason">How the officer made sure who it is, 1 to <see cref="ReasonLimit"/> characters.</param>
public sealed record AskRecovery(string UserName, string Reason)
{
    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLimit = 200;

    /// <summary>
    /// Asks. Refuses, in this order: <c>forbidden</c>, <c>missing</c> and <c>too_long</c> (reason), <c>user_unknown</c> (user), <c>recovery_of_oneself</c>,
    /// <c>recovery_waits_already</c>.
    /// </summary>
    public Outcome<Recovery> In(Change change, Caller caller)
    {
        var (name, reason) = (OpenAccount.NormalName(UserName), Reason.Trim());
        var account = change.Db.Set<Account>().FirstOrDefault(a => a.UserName == name && a.IsActive);
        var refusal = caller.Person is null || !caller.Has(RecoveryPermissions.Ask) ? Refusal.Forbidden
            : reason.Length == 0 ? Refusal.Missing("reason")
            : reason.Length > ReasonLimit ? Refusal.TooLong("reason", ReasonLimit)
            : account is null ? new Refusal("user_unknown", "user")
            : account.PersonId == caller.Person.Id ? new Refusal("recovery_of_oneself", "user")
            : change.Db.Set<Recovery>().Where(r => r.PersonId == account.PersonId).ToList().Exists(r => r.IsWaiting(change.Now))
                ? new Refusal("recovery_waits_already", "user") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var recovery = new Recovery { Id = change.NewId<Recovery>(), PersonId = account!.PersonId, AskedBy = caller.Person!.Id, AskedAt = change.Now };
        change.Add(recovery);
        change.Record(new RecoveryAsked(recovery.Id), recovery.PersonId.Value, remark: reason);
        return recovery;
    }
}

/// <summary>Another officer confirms it: from now on the code of the letter is good.</summary>
/// <param name="Which">The recovery.</param>
/// <param name="Code">From <see cref="LetterCode.New"/>; not kept.</param>
public sealed record ConfirmRecovery(Id<Recovery> Which, string Code)
{
    /// <summary>
    /// Confirms. Refuses, in this order: <c>forbidden</c>, <c>not_found</c>, <c>recovery_not_waiting</c>, <c>recovery_needs_another</c> (who asked, or whose access it
    /// is, can't confirm).
    /// </summary>
    public Outcome<Recovery> In(Change change, Caller caller, KeyRing keys)
    {
        var recovery = change.Db.Set<Recovery>().FirstOrDefault(r => r.Id == Which);
        var refusal = caller.Person is null || !caller.Has(RecoveryPermissions.Confirm) ? Refusal.Forbidden
            : recovery is null ? Refusal.NotFound("recovery")
            : !recovery.IsWaiting(change.Now) ? new Refusal("recovery_not_waiting") { Kind = RefusalKind.Conflict }
            : caller.Person.Id == recovery.AskedBy || caller.Person.Id == recovery.PersonId ? new Refusal("recovery_needs_another") { Kind = RefusalKind.Forbidden }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        (recovery!.ConfirmedBy, recovery.ConfirmedAt, recovery.CodeHash) = (caller.Person!.Id, change.Now, LetterCode.HashOf(keys, "recovery", Code));
        change.Put(recovery);
        change.Record(new RecoveryConfirmed(recovery.Id), recovery.PersonId.Value);
        return recovery;
    }
}

/// <summary>Ends a recovery that waits, or whose letter went astray.</summary>
/// <param name="Which">The recovery.</param>
public sealed record EndRecovery(Id<Recovery> Which)
{
    /// <summary>Ends it. Refuses, in this order: <c>forbidden</c>, <c>not_found</c>; of one that is over it is done already.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        if (!caller.Has(RecoveryPermissions.Confirm))
        {
            return Refusal.Forbidden;
        }

        if (change.Db.Set<Recovery>().FirstOrDefault(r => r.Id == Which) is not { } recovery)
        {
            return Refusal.NotFound("recovery");
        }

        if (recovery.IsWaiting(change.Now) || recovery.IsGood(change.Now))
        {
            recovery.EndedAt = change.Now;
            change.Put(recovery);
            change.Record(new RecoveryEnded(recovery.Id), recovery.PersonId.Value);
        }

        return Done.It;
    }
}

/// <summary>The person uses the code of the letter and chooses a password; all other means and sessions of before are gone.</summary>
/// <param name="Code">As typed.</param>
/// <param name="PasswordHash">The hash of the new password.</param>
public sealed record UseRecovery(string Code, string PasswordHash)
{
    /// <summary>Uses it. Refuses <c>letter_code_wrong</c> (code): also when it was used already, or is too old.</summary>
    public Outcome<Account> In(Change change, KeyRing keys)
    {
        if (Find(change.Db.Set<Recovery>(), Code, keys) is not { } recovery || !recovery.IsGood(change.Now))
        {
            return new Refusal("letter_code_wrong", "code");
        }

        var account = change.Db.Set<Account>().First(a => a.PersonId == recovery.PersonId);
        (account.PasswordHash, account.IsOneTime, recovery.UsedAt) = (PasswordHash, false, change.Now);
        change.Put(account);
        change.Put(recovery);
        ChangeMeans.RemoveAll(change, account.PersonId);
        EndSessions.Of(change, account.PersonId);
        change.Record(new AccessRecovered(recovery.Id), account.PersonId.Value);
        return account;
    }

    /// <summary>The recovery of a code; null when there is none.</summary>
    internal static Recovery? Find(IQueryable<Recovery> recoveries, string code, KeyRing keys)
    {
        var hash = LetterCode.HashOf(keys, "recovery", code);
        return recoveries.FirstOrDefault(r => r.CodeHash == hash);
    }
}

/// <summary>Who gives access back.</summary>
public static class RecoveryPermissions
{
    /// <summary>Asking for it.</summary>
    public static readonly Permission Ask = new("core.ask_recovery", Role.Administrator);

    /// <summary>Confirming what somebody else asked for.</summary>
    public static readonly Permission Confirm = new("core.confirm_recovery", Role.Administrator, Role.Supervisor, Role.Leader);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Ask, Confirm];
}
