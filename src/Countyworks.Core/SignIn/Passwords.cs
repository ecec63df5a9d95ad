using System.Security.Cryptography;
using Countyworks.Core.People;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Makes and checks password hashes with ASP.NET Core's hasher (PBKDF2). Hashing is meant to be slow: only so many run at once,
/// so that a flood of sign-ins leaves the processor to everybody else.
/// </summary>
public sealed class Passwords : IDisposable
{
    private const int AtOnce = 2;
    private const int MayWait = 200;
    private const string OneTimeLetters = "23456789abcdefghjkmnpqrstuvwxyz";

    private readonly PasswordHasher<Account> hasher = new();
    private readonly SemaphoreSlim places = new(AtOnce);
    private readonly Lazy<string> nobodysHash;
    private int waiting;

    /// <summary>Makes, when it is first needed, the hash that is checked when no account has the name typed.</summary>
    public Passwords() => nobodysHash = new(() => hasher.HashPassword(null!, NewOneTime()));

    /// <summary>A password to be used once: 16 letters that are not mistaken for each other, in groups of four.</summary>
    public static string NewOneTime() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(OneTimeLetters, 4)));

    /// <summary>The hash of a password. Refuses <c>busy</c> when too many wait already.</summary>
    public Task<Outcome<string>> Hash(string password, CancellationToken cancellation) =>
        InPlace(() => hasher.HashPassword(null!, password), cancellation);

    /// <summary>
    /// Whether the password is the account's; takes as long when there is no account, so that the time does not tell. Refuses <c>busy</c> when too many wait already.
    /// </summary>
    public Task<Outcome<bool>> Matches(Account? account, string password, CancellationToken cancellation) => InPlace(
        () =>
        {
            var result = hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobodysHash.Value, password[..Math.Min(password.Length, PasswordRules.MostCharacters)]);
            return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<Outcome<T>> InPlace<T>(Func<T> work, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > MayWait)
        {
            Interlocked.Decrement(ref waiting);
            return new Refusal("busy") { Kind = RefusalKind.Unavailable };
        }

        try
        {
            await places.WaitAsync(cancellation);
            try
            {
                return await Task.Run(work, cancellation);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
