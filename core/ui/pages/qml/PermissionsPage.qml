pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

AppPage {
    id: page

    required property PermissionsViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("关闭后，应用中的相应功能将不再使用该权限。系统级的授权请在系统设置中管理。")
    }
    AppCard {
        Repeater {
            model: page.vm.permissions

            RowLayout {
                id: row

                required property string permission
                required property string name
                required property string purpose
                required property bool on

                Layout.fillWidth: true
                spacing: Style.space(4)
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Style.space(1)
                    AppText {
                        Layout.fillWidth: true
                        text: row.name
                    }
                    AppText {
                        Layout.fillWidth: true
                        muted: true
                        text: row.purpose
                    }
                }
                AppSwitch {
                    objectName: "permission_" + row.permission
                    Accessible.name: row.name
                    checked: row.on
                    onToggled: page.vm.switch(row.permission, checked)
                }
            }
        }
    }
}
