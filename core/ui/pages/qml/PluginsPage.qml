pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 插件: state, permissions and, when one is off, why.
AppPage {
    id: page

    required property PluginsViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("插件与应用拥有相同的运行权限，请只使用来源可信的插件。")
    }
    Repeater {
        model: page.vm.plugins

        AppCard {
            id: card

            required property string pluginId
            required property string name
            required property string description
            required property string facts
            required property string stateText
            required property string stateKind
            required property string reason
            required property bool on

            content: ColumnLayout {
                Layout.fillWidth: true
                spacing: Style.space(2)
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Style.space(3)
                    AppText {
                        Layout.fillWidth: true
                        level: "heading"
                        text: card.name
                    }
                    Badge {
                        text: card.stateText
                        kind: card.stateKind
                    }
                    AppSwitch {
                        objectName: "plugin_" + card.pluginId
                        Layout.fillWidth: false
                        Accessible.name: card.name
                        checked: card.on
                        onToggled: {
                            page.vm.switch(card.pluginId, checked)
                            checked = Qt.binding(() => card.on) // what became of it, not what was wished
                        }
                    }
                }
                AppText {
                    Layout.fillWidth: true
                    visible: card.description !== ""
                    text: card.description
                }
                AppText {
                    Layout.fillWidth: true
                    muted: true
                    text: card.facts
                }
                AppText {
                    Layout.fillWidth: true
                    visible: card.reason !== ""
                    color: Style.danger
                    text: card.reason
                }
            }
        }
    }
}
