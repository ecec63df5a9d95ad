using Countyworks.Kernel;

namespace Countyworks.Data.Outbox;

/// <summary>Delivers the messages of one topic to the world outside. It may be given the same message twice.</summary>
public interface IDeliverer
{
    /// <summary>The topic it takes.</summary>
    string Topic { get; }

    /// <summary>Delivers a message.</summary>
    /// <param name="message">The message; its id tells a repeat.</param>
    /// <param name="cancellation">Ends a try that takes too long.</param>
    /// <returns>
    /// Done; or why not: a refusal of kind <see cref="RefusalKind.Unavailable"/> is tried again, any other is given up at once.
    /// An exception counts as unavailable.
    /// </returns>
    Task<Outcome<Done>> Deliver(Message message, CancellationToken cancellation);
}
