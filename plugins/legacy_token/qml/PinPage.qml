import QtQuick
import QtQuick.Layouts
import SecureClient
import LegacyToken

// 密码管理: old, new and repeated PIN; for how long media stay open.
AppPage {
    id: page

    required property PinViewModel vm
    property bool forgotten: false

    function submit(): void {
        page.vm.change(oldPin.text, newPin.text, repeatedPin.text)
        oldPin.clear()
        newPin.clear()
        repeatedPin.clear()
    }

    function unblock(): void {
        page.vm.unblock(adminPin.text, unblockedPin.text, repeatedUnblocked.text)
        adminPin.clear()
        unblockedPin.clear()
        repeatedUnblocked.clear()
    }

    viewModel: vm

    NoMedium {
        visible: page.vm.mediumIndex < 0
        vm: page.vm
    }
    AppCard {
        visible: page.vm.mediumIndex >= 0
        title: qsTr("修改 PIN")

        AppComboBox {
            objectName: "medium"
            label: qsTr("介质")
            model: page.vm.media
            currentIndex: page.vm.mediumIndex
            onActivated: index => page.vm.chooseMedium(index)
        }
        AppText {
            objectName: "tries"
            Layout.fillWidth: true
            visible: text !== ""
            text: page.vm.triesText
            color: page.vm.locked ? Style.danger : Style.textMuted
        }
        AppTextField {
            id: oldPin
            objectName: "oldPin"
            visible: !page.vm.pinPad
            secret: true
            enabled: !page.vm.locked
            label: qsTr("原 PIN")
        }
        AppTextField {
            id: newPin
            objectName: "newPin"
            visible: !page.vm.pinPad
            secret: true
            enabled: !page.vm.locked
            label: qsTr("新 PIN")
            help: page.vm.rule
        }
        AppTextField {
            id: repeatedPin
            objectName: "repeatedPin"
            visible: !page.vm.pinPad
            secret: true
            enabled: !page.vm.locked
            label: qsTr("再次输入新 PIN")
            error: page.vm.problem
            onAccepted: page.submit()
        }
        AppText {
            Layout.fillWidth: true
            visible: page.vm.pinPad
            muted: true
            text: page.vm.changeable ? qsTr("点击修改后，请在读卡器的键盘上依次输入原 PIN 和新 PIN。")
                : qsTr("此介质的 PIN 在读卡器的键盘上输入，不能在这里修改；请使用读卡器或发证机构提供的工具修改。")
        }
        AppButton {
            objectName: "changePin"
            visible: page.vm.changeable
            Layout.fillWidth: true
            text: qsTr("修 改")
            enabled: !page.vm.busy && !page.vm.locked
            onClicked: page.submit()
        }
    }
    AppButton {
        objectName: "forgotten"
        visible: page.vm.mediumIndex >= 0 && !page.vm.locked && !page.forgotten
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("忘记 PIN？")
        onClicked: page.forgotten = true
    }
    AppCard {
        objectName: "unblockCard"
        visible: page.vm.mediumIndex >= 0 && (page.vm.locked || page.forgotten)
        title: qsTr("密码解锁")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("使用管理员 PIN 设置新的 PIN。管理员 PIN 由发证机构或单位管理员保管；连续输错会永久锁定介质。")
        }
        AppTextField {
            id: adminPin
            objectName: "adminPin"
            secret: true
            label: qsTr("管理员 PIN")
        }
        AppTextField {
            id: unblockedPin
            objectName: "unblockedPin"
            secret: true
            label: qsTr("新 PIN")
            help: page.vm.rule
        }
        AppTextField {
            id: repeatedUnblocked
            objectName: "repeatedUnblocked"
            secret: true
            label: qsTr("再次输入新 PIN")
            error: page.vm.unblockProblem
            onAccepted: page.unblock()
        }
        AppButton {
            objectName: "unblock"
            Layout.fillWidth: true
            text: qsTr("解 锁")
            enabled: !page.vm.busy
            onClicked: page.unblock()
        }
    }
    AppCard {
        title: qsTr("密码缓存")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("验证 PIN 后，在所选时间内使用同一介质不再询问；每次使用重新计时。PIN 本身不会被保存。")
        }
        AppComboBox {
            objectName: "pinCache"
            label: qsTr("缓存时长")
            model: page.vm.cacheChoices
            currentIndex: page.vm.cacheIndex
            onActivated: index => page.vm.chooseCache(index)
        }
    }
}
