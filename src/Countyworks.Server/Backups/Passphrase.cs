using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace Countyworks.Server.Backups;

/// <summary>
/// Encrypts a backup under a passphrase as OpenPGP does (RFC 4880: AES-256, protected against alteration), so that
/// <c>gpg --decrypt</c> opens it where this program is gone.
/// </summary>
/// <param name="Text">The passphrase.</param>
public sealed record Passphrase(string Text)
{
    /// <summary>The fewest characters one may have: whoever holds the file may try as often as they like.</summary>
    public const int FewestCharacters = 12;

    private const int BufferBytes = 64 * 1024;
    private const byte OldTagOfOpenPgp = 0x80;

    /// <summary>What is written to the answer lands encrypted in <paramref name="target"/>; dispose of it to finish.</summary>
    public Stream Over(Stream target)
    {
        var encryption = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        encryption.AddMethodUtf8(Text.ToCharArray(), HashAlgorithmTag.Sha256);
        var encrypted = encryption.Open(target, new byte[BufferBytes]);
        var literal = new PgpLiteralDataGenerator().Open(encrypted, PgpLiteralData.Binary, "backup.tar.gz", DateTime.UnixEpoch, new byte[BufferBytes]);
        return new Both(literal, encrypted);
    }

    /// <summary>Whether a file that begins with this byte is encrypted.</summary>
    public static bool IsAskedBy(int firstByte) => firstByte >= OldTagOfOpenPgp;

    /// <summary>The content of an encrypted stream.</summary>
    /// <exception cref="PgpException">It is not this passphrase.</exception>
    public Stream Under(Stream source)
    {
        var packets = new PgpObjectFactory(source);
        var encrypted = (PgpPbeEncryptedData)((PgpEncryptedDataList)packets.NextPgpObject())[0];
        var literal = (PgpLiteralData)new PgpObjectFactory(encrypted.GetDataStreamUtf8(Text.ToCharArray())).NextPgpObject();
        return new Verified(literal.GetInputStream(), encrypted);
    }

    // The packet inside must end before the one around it.
    private sealed class Both(Stream inner, Stream outer) : ForwardingStream(inner)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Other.Dispose();
                outer.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    // The seal of an encrypted packet is known at its end.
    private sealed class Verified(Stream inner, PgpPbeEncryptedData packet) : ForwardingStream(inner)
    {
        private bool isChecked;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            if (read == 0 && count > 0 && !isChecked)
            {
                isChecked = true;
                if (!packet.Verify())
                {
                    throw new PgpException("The backup was altered after it was encrypted.");
                }
            }

            return read;
        }
    }
}
