namespace Countyworks.Core.People;

/// <summary>Personal data as those see it who don't need it whole: enough to recognise, not enough to use.</summary>
public static class Masked
{
    private const int PhoneHead = 3, PhoneTail = 2;

    /// <summary>A name: its first character, then stars.</summary>
    public static string? Name(string? name) => string.IsNullOrEmpty(name) ? name : name[..1] + new string('*', Math.Max(1, Math.Min(name.Length - 1, 2)));

    /// <summary>A phone: its first three and last two digits.</summary>
    public static string? Phone(string? phone) => phone is null ? null
        : phone.Length <= PhoneHead + PhoneTail ? new string('*', phone.Length)
        : phone[..PhoneHead] + new string('*', phone.Length - PhoneHead - PhoneTail) + phone[^PhoneTail..];
}
