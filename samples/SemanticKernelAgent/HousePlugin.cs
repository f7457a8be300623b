using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>A house that the agent can look at and change.</summary>
internal sealed class HousePlugin
{
    private readonly Dictionary<string, bool> _lights = new(StringComparer.OrdinalIgnoreCase) { ["kitchen"] = true, ["hall"] = false, ["study"] = false };

    [KernelFunction("list_lights")]
    [Description("The lights of the house and whether each is on.")]
    public IReadOnlyDictionary<string, bool> ListLights() => _lights;

    [KernelFunction("switch_light")]
    [Description("Switches a light on or off.")]
    public string SwitchLight([Description("The room")] string room, [Description("True for on")] bool on)
    {
        if (!_lights.ContainsKey(room))
        {
            return $"There is no light in '{room}'. There are lights in: {string.Join(", ", _lights.Keys)}.";
        }

        _lights[room] = on;
        return $"The light in the {room} is {(on ? "on" : "off")}.";
    }
}
