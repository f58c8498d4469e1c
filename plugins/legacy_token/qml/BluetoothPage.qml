pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import LegacyToken

// 蓝牙: connected keys above, found ones below; a long press or the pen gives an alias.
AppPage {
    id: page

    required property BluetoothViewModel vm

    function name(address: string, alias: string): void {
        naming.active = true
        const dialog = naming.item as AliasDialog
        dialog.address = address
        dialog.alias = alias
        dialog.open()
    }

    viewModel: vm

    component AliasDialog: AppDialog {
        id: dialog

        property string address: ""
        property alias alias: field.text

        function save(): void {
            page.vm.rename(dialog.address, field.text)
            dialog.close()
        }

        title: qsTr("设置别名")
        onOpened: field.input.forceActiveFocus()

        AppTextField {
            id: field
            objectName: "alias"
            label: qsTr("别名")
            help: qsTr("只保存在本机，便于识别；留空则恢复原名称。")
            maximumLength: page.vm.longestAlias
            onAccepted: dialog.save()
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Style.space(3)
            AppButton {
                kind: "secondary"
                text: qsTr("取消")
                onClicked: dialog.close()
            }
            AppButton {
                objectName: "saveAlias"
                text: qsTr("保存")
                onClicked: dialog.save()
            }
        }
    }
    component KeyRow: RowLayout {
        id: row

        required property int index
        required property string address
        required property string title
        required property string subtitle
        required property string alias
        required property string badge
        required property string badgeKind
        property string place: ""

        signal pressed

        Layout.fillWidth: true
        spacing: Style.space(1)
        ListRow {
            objectName: row.place + row.index
            Layout.rightMargin: 0
            iconName: "bluetooth"
            title: row.title
            subtitle: row.subtitle
            badge: row.badge
            badgeKind: row.badgeKind
            chevron: false
            onClicked: row.pressed()
            onPressAndHold: page.name(row.address, row.alias)
        }
        IconButton {
            objectName: row.place + "Alias" + row.index
            iconName: "pen"
            text: qsTr("设置别名")
            onClicked: page.name(row.address, row.alias)
        }
    }
    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("请先在系统设置中开启蓝牙。搜索到的密钥点击后连接；已连接的密钥点击后断开。")
    }
    AppButton {
        objectName: "search"
        Layout.fillWidth: true
        text: page.vm.searching ? qsTr("停止搜索") : qsTr("搜 索")
        kind: page.vm.searching ? "secondary" : "primary"
        onClicked: page.vm.searching ? page.vm.stopSearch() : page.vm.search()
    }
    SectionHeader { text: qsTr("已连接蓝牙设备") }
    AppText {
        Layout.fillWidth: true
        visible: page.vm.connected.count === 0
        muted: true
        text: qsTr("没有已连接的设备。")
    }
    AppCard {
        visible: page.vm.connected.count > 0

        Repeater {
            model: page.vm.connected
            KeyRow {
                place: "connected"
                onPressed: page.vm.disconnectKey(address)
            }
        }
    }
    SectionHeader { text: qsTr("未连接蓝牙设备") }
    RowLayout {
        visible: page.vm.searching
        spacing: Style.space(2)
        Spinner { running: page.vm.searching }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("正在搜索…")
        }
    }
    AppCard {
        visible: page.vm.found.count > 0

        Repeater {
            model: page.vm.found
            KeyRow {
                place: "found"
                onPressed: page.vm.connectKey(address)
            }
        }
    }
    EmptyState {
        objectName: "noKeys"
        visible: page.vm.hint !== ""
        iconName: "bluetooth"
        text: page.vm.hint
    }
    Loader {
        id: naming

        active: false
        visible: false
        sourceComponent: AliasDialog {}
    }
}
