using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Modules;
using Countyworks.Kernel;

namespace Countyworks.Tests.Files;

public sealed class A_video : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-videos").FullName;

    [Fact]
    public async Task Is_kept_without_where_it_was_taken_and_nothing_in_it_moves()
    {
        var kept = (await Take(Videos.WithPosition)).Value;

        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Store.PathOf(kept.Sha256)));
        var sent = Encoding.Latin1.GetString(Videos.WithPosition);
        Assert.Contains(Videos.Position, sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Videos.Position, text, StringComparison.Ordinal);
        Assert.Equal((sent.Length, sent.IndexOf("frames", StringComparison.Ordinal)), (text.Length, text.IndexOf("frames", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_such_data_is_kept_as_it_is()
    {
        var kept = (await Take(Videos.Plain)).Value;

        Assert.Equal(Videos.Plain, await File.ReadAllBytesAsync(Store.PathOf(kept.Sha256)));
    }

    [Theory]
    [InlineData("meta")] // positions of action cameras
    [InlineData("text")] // positions of drones, as subtitles
    public async Task With_a_track_besides_pictures_and_sound_is_refused(string handler) =>
        Assert.Equal("video_carries_data", (await Take(Videos.WithTrackOf(handler))).Refusal?.Code);

    [Fact]
    public async Task Whose_boxes_do_not_fit_is_refused_wherever_it_is_cut()
    {
        var whole = Videos.WithPosition;
        foreach (var length in Enumerable.Range(16, whole.Length - 16))
        {
            var outcome = await Take(whole[..length]);
            Assert.True(outcome.Refusal is { Code: "video_broken" } || EndsABox(whole, length), $"cut to {length} bytes");
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private FileStore Store => new(new DataFolder(folder));

    private async Task<Outcome<FileContent>> Take(byte[] content)
    {
        using var intake = new FileIntake(Store, new FileLimits(), Scanners.None);
        return await intake.Take("现场.mp4", new MemoryStream(content));
    }

    private static bool EndsABox(byte[] video, int length)
    {
        for (var at = 0; at < video.Length; at += System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(video.AsSpan(at)))
        {
            if (at == length)
            {
                return true;
            }
        }

        return false;
    }
}
