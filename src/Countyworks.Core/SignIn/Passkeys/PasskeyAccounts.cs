using Countyworks.Core.People;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn.Passkeys;

/// <summary>
/// Our accounts and passkeys, as ASP.NET Core Identity reads them to check a passkey. It only reads: all writing goes through the Writer, so the
/// methods that would write say so.
/// </summary>
internal sealed class PasskeyAccounts(Database database) : IUserPasskeyStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PersonId.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = database.Read();
        return Id<Person>.TryParse(userId, null, out var person)
            ? await db.Set<Account>().FirstOrDefaultAsync(a => a.PersonId == person, cancellationToken)
            : null;
    }

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var db = database.Read();
        return await db.Set<Account>().FirstOrDefaultAsync(a => a.UserName == normalizedUserName, cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var db = database.Read();
        var passkeys = await db.Set<Passkey>().Where(p => p.PersonId == user.PersonId).OrderBy(p => p.At).ToListAsync(cancellationToken);
        return [.. passkeys.Select(p => p.AsInfo())];
    }

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var db = database.Read();
        return await (
            from passkey in db.Set<Passkey>()
            join account in db.Set<Account>() on passkey.PersonId equals account.PersonId
            where passkey.CredentialId == credentialId
            select account).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var db = database.Read();
        return (await db.Set<Passkey>().FirstOrDefaultAsync(p => p.CredentialId == credentialId && p.PersonId == user.PersonId, cancellationToken))?.AsInfo();
    }

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Writes();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw Writes();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw Writes();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw Writes();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw Writes();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw Writes();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw Writes();

    public void Dispose()
    {
        // Nothing is held between two questions.
    }

    private static NotSupportedException Writes() => new("Accounts are written through the Writer alone.");
}
