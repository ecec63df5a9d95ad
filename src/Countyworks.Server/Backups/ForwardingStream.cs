namespace Countyworks.Server.Backups;

/// <summary>A stream that does what another does, forward only.</summary>
internal abstract class ForwardingStream(Stream other) : Stream
{
    /// <summary>The other.</summary>
    protected Stream Other => other;

    /// <inheritdoc/>
    public override bool CanRead => other.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => other.CanWrite;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("Its length is known at its end.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("It only goes forward.");
        set => throw new NotSupportedException("It only goes forward.");
    }

    /// <inheritdoc/>
    public override void Flush() => other.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => other.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => other.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("It only goes forward.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("Its length is known at its end.");
}
