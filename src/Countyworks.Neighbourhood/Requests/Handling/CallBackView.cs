using Countyworks.Core.Matters;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>The page on which the desk writes down what a requester says on the phone.</summary>
/// <param name="Form">The form.</param>
/// <param name="Id">Which request.</param>
/// <param name="Number">What people call it.</param>
/// <param name="Text">In the requester's words.</param>
/// <param name="Answer">What was answered.</param>
public sealed record CallBackView(Form Form, Id<Matter> Id, string Number, string Text, string? Answer);
