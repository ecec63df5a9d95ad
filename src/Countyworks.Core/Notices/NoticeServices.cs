using Countyworks.Core.Modules;
using Countyworks.Core.Notices.Channels;
using Countyworks.Data.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Notices;

/// <summary>What telling people needs.</summary>
public static class NoticeServices
{
    /// <summary>Adds it; the host has given the <see cref="DataFolder"/>.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<DataFolder>().Section<NoticeSettings>("notices"))
        .AddSingleton<NoticeWords>()
        .AddSingleton<IDeliverer, NoticeRouting>()
        .AddSingleton<IDeliverer, PhoneRouting>()
        .AddSingleton<IDeliverer, EmailChannel>()
        .AddSingleton<IDeliverer, SmsChannel>()
        .AddSingleton<IDeliverer, WebhookChannel>();
}
